import { textsAs } from './textForms'

/** As E15, where the files on disk are UTF-16 and those in the repository UTF-8. */
export const group = textsAs({
  id: 'E15 encoding',
  title: 'Unusual texts with working-tree-encoding',
  titles: ['line ends are CRLF', 'no final line end', 'emoji'],
  attributes: 'text working-tree-encoding=UTF-16LE-BOM eol=crlf',
  encoding: 'utf16le',
})
