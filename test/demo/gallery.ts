/** A picture in demo-out/. */
export interface Picture {
  readonly file: string
  readonly caption: string
}

/** A page that shows all pictures with their captions. */
export function galleryPage(pictures: readonly Picture[]): string {
  const figures = pictures.map(
    ({ file, caption }) =>
      `<figure><a href="${file}"><img src="${file}" alt="${caption}"></a><figcaption>${caption} <small>${file}</small></figcaption></figure>`,
  )
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Byline: the demo's pictures</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 1200px; margin: 2rem auto; padding: 0 1rem; }
  main { display: grid; grid-template-columns: repeat(auto-fill, minmax(520px, 1fr)); gap: 2rem; }
  figure { margin: 0; } img { width: 100%; border: 1px solid #8884; border-radius: 6px; } small { opacity: 0.6; }
</style>
<h1>Byline: the demo's pictures</h1>
<main>
${figures.join('\n')}
</main>
</html>
`
}
