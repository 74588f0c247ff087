import type { TransferHandler } from 'comlink'
import { transferHandlers } from 'comlink'
import { Refusal } from './refusal.js'

interface Thrown { value: unknown }
interface Sent { code: string, message: string, facts: Readonly<Record<string, unknown>>, stack: string | undefined }

/** A refusal crosses from worker to page as one; on either side this is imported for its effect. */
const errors = transferHandlers.get('throw') as TransferHandler<Thrown, Sent>

transferHandlers.set('throw', {
  canHandle: errors.canHandle,
  serialize({ value }: Thrown): [Sent, Transferable[]] {
    const { code, message, facts } = value instanceof Refusal ? value : new Refusal('INTERNAL', String(value))
    return [{ code, message, facts, stack: value instanceof Error ? value.stack : undefined }, []]
  },
  deserialize({ code, message, facts, stack }: Sent): never {
    throw Object.assign(new Refusal(code, message, facts), stack && { stack })
  },
} satisfies TransferHandler<Thrown, Sent>)
