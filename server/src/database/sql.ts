import { createHash } from 'node:crypto'
import type { Statement } from './database.js'

/**
 * A statement put together from parts that are each written as SQL: `sql.add('e.code = any(?)', codes)`.
 * Values never become text; the name follows from the text, so that every shape is prepared once per connection.
 */
export class Sql {
  private readonly parts: string[] = []
  private readonly values: unknown[] = []

  add(part: string, ...values: unknown[]): this {
    this.parts.push(part.replaceAll('?', () => {
      this.values.push(values.shift())
      return `$${this.values.length}`
    }))
    return this
  }

  addIf(condition: unknown, part: string, ...values: unknown[]): this {
    return condition ? this.add(part, ...values) : this
  }

  build(): Statement {
    const text = this.parts.join('\n')
    return { name: createHash('sha1').update(text).digest('base64url'), text, values: this.values }
  }
}
