// One browser for all tests. Each line of standard input is a command, `[name, ...given]` as JSON;
// each answer is a line, `{"done": …}` or `{"failed": "…"}`. The pages beside this file are the
// readers: each has a `window.reader` of the same shape.
//
// node reader.mjs CHROMIUM NODE_MODULES PROFILE

import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { extname, join, dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'

const [chromium, modules, profile] = process.argv.slice(2)
const here = dirname(fileURLToPath(import.meta.url))
const require = createRequire(join(modules, 'x.js'))
const { default: puppeteer } = await import(pathToFileURL(require.resolve('puppeteer-core')))

const KINDS = { '.html': 'text/html', '.js': 'text/javascript', '.epub': 'application/epub+zip' }
let book = ''

const serve = async (path) => {
  if (path === '/book.epub') return readFile(book)
  if (path.startsWith('/modules/')) return readFile(join(modules, path.slice('/modules/'.length)))
  return readFile(join(here, path))
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost')
  try {
    const data = await serve(decodeURIComponent(pathname))
    response.writeHead(200, { 'content-type': KINDS[extname(pathname)] ?? 'application/octet-stream' })
    response.end(data)
  } catch {
    response.writeHead(404).end()
  }
})
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))

const browser = await puppeteer.launch({
  executablePath: chromium,
  headless: true,
  userDataDir: profile,
  args: [
    '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
  ],
})
let page = null
let complaints = []

const settled = () => new Promise(resolve => setTimeout(resolve, 300))

const commands = {
  async open(reader, path, { width, height, size, dark }) {
    await page?.close()
    book = path
    complaints = []
    page = await browser.newPage()
    page.on('pageerror', error => complaints.push(error.message))
    page.on('requestfailed', request => complaints.push(`${request.url()} was not found`))
    await page.setViewport({ width, height })
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }])
    await page.goto(`http://127.0.0.1:${server.address().port}/${reader}.html?size=${size}`)
    await page.waitForFunction('window.ready', { timeout: 30000 })
    return commands.ask('open')
  },
  async ask(name, ...given) {
    const answer = await page.evaluate((name, given) => window.reader[name](...given), name, given)
    await settled()
    return answer ?? null
  },
  async click(selector) {
    const spot = await page.evaluate(selector => {
      const element = window.reader.document().querySelector(selector)
      if (!element) return null
      const frame = element.ownerDocument.defaultView.frameElement.getBoundingClientRect()
      const box = element.getBoundingClientRect()
      return [frame.x + box.x + box.width / 2, frame.y + box.y + box.height / 2]
    }, selector)
    if (!spot) throw new Error(`nothing here is ${selector}`)
    await page.mouse.click(...spot)
    await settled()
  },
  style: (selector, property) => page.evaluate((selector, property) => {
    const document = window.reader.document()
    return document.defaultView.getComputedStyle(document.querySelector(selector))[property]
  }, selector, property),
  content: () => page.evaluate(() => window.reader.document().body.innerText),
  widths: selector => page.evaluate(selector => {
      const document = window.reader.document()
      const view = document.defaultView
      const column = parseFloat(view.getComputedStyle(document.documentElement).columnWidth)
        || parseFloat(view.getComputedStyle(document.body).columnWidth)
      return Array.from(document.querySelectorAll(selector), element => {
        const pieces = Array.from(element.getClientRects(), piece => piece.width)
        return { width: Math.max(...pieces), column }
      })
  }, selector),
  fonts: () => page.evaluate(async () => {
    const { fonts } = window.reader.document()
    await fonts.ready
    return Array.from(fonts).filter(face => face.status === 'loaded').map(face => face.family)
  }),
  complaints: async () => complaints,
  shot: async path => { await page.screenshot({ path }) },
}

process.stdout.write('{"done": "ready"}\n')
for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...given] = JSON.parse(line)
  let answer
  try {
    answer = { done: (await commands[name](...given)) ?? null }
  } catch (error) {
    answer = { failed: error.message }
  }
  process.stdout.write(JSON.stringify(answer) + '\n')
}
await browser.close()
server.close()
