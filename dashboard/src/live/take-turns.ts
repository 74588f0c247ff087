/** Milliseconds without a word of the leader until it is asked for one; up to a third more, so that one of several tabs is first. */
const patience = 3_000
/** Milliseconds that it may take to answer. */
const answerLimit = 3_000

const question = 'who leads?'
type Message<Told> = typeof question | { told: Told }

export interface Turns<Told> {
  /** What the tabs have in common. */
  name: string
  /** Does the work for all tabs, until the signal. */
  lead: (tell: (told: Told) => void, signal: AbortSignal) => Promise<void>
  /** What the leader tells whoever asks. */
  answer: () => Told
  /** Takes in what the leader tells. */
  hear: (told: Told) => void
  signal: AbortSignal
}

/**
 * Of several tabs one leads and tells the others; the next in line leads when it is closed. A tab that hangs or is frozen keeps its lock:
 * a leader that is silent is asked, and where no answer comes the lead is taken from it. Answering a message needs no timer, since
 * those of a hidden tab sleep.
 */
export async function takeTurns<Told>({ name, lead, answer, hear, signal }: Turns<Told>): Promise<void> {
  const channel = new BroadcastChannel(name)
  const post = (message: Message<Told>): void => channel.postMessage(message)
  let waiting = new AbortController()
  let leading: AbortController | undefined
  let silence: ReturnType<typeof setTimeout> | undefined

  function awaitWord(): void {
    clearTimeout(silence)
    silence = setTimeout(() => {
      post(question)
      silence = setTimeout(() => waiting.abort(), answerLimit)
    }, patience * (1 + Math.random() / 3))
  }

  channel.onmessage = ({ data }: MessageEvent<Message<Told>>) => {
    if (data === question) {
      if (leading)
        post({ told: answer() })
    }
    else if (!leading && !signal.aborted) {
      awaitWord()
      hear(data.told)
    }
  }

  async function takeLead(): Promise<void> {
    clearTimeout(silence)
    if (signal.aborted)
      return
    leading = new AbortController()
    post({ told: answer() })
    await lead(told => post({ told }), AbortSignal.any([signal, leading.signal]))
  }

  for (let steal = false; !signal.aborted; steal = waiting.signal.aborted) {
    waiting = new AbortController()
    awaitWord()
    post(question)
    const options = steal ? { steal } : { signal: AbortSignal.any([signal, waiting.signal]) }
    await navigator.locks.request(name, options, takeLead).catch(unlessAborted)
    leading?.abort()
    leading = undefined
  }
  clearTimeout(silence)
  channel.close()
}

/** The lead was taken from this tab, or is no longer waited for. */
function unlessAborted(error: unknown): void {
  if (!(error instanceof DOMException) || error.name !== 'AbortError')
    throw error
}
