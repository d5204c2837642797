import { textsAs } from './textForms'

/** As E15, where an attribute says that the line ends on disk are CRLF and those in the repository LF. */
export const group = textsAs({
  id: 'E15 eol',
  title: 'Unusual texts with text eol=crlf',
  titles: ['line ends are CRLF', 'begins with a byte order mark', 'emoji'],
  attributes: 'text eol=crlf',
})
