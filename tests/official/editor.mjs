// What Cucumber's language service makes of our step files: reads settings and texts from standard input.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ExpressionBuilder } from '@cucumber/language-service'
import { WasmParserAdapter } from '@cucumber/language-service/wasm'

const { parameterTypes, files, texts } = JSON.parse(readFileSync(0, 'utf8'))
const here = createRequire(import.meta.url).resolve('@cucumber/language-service')
const adapter = new WasmParserAdapter(join(dirname(here), '../..'))
await adapter.init()
const sources = files.map((path) => ({ languageName: 'python', uri: path, content: readFileSync(path, 'utf8') }))
const built = new ExpressionBuilder(adapter).build(sources, parameterTypes)
const expressions = built.expressionLinks.map(({ expression }) => expression)
const unmatched = texts.filter((text) => !expressions.some((one) => one.match(text)))
const ambiguous = texts.filter((text) => expressions.filter((one) => one.match(text)).length > 1)
console.log(JSON.stringify({
  found: expressions.map((one) => one.source), errors: built.errors.map(String), unmatched, ambiguous,
}))
