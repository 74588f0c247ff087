/** The 95th percentile, in milliseconds, of what four callers wait while something goes on. */
export async function whileAsking(ask: ReadonlyArray<() => Promise<unknown>>, run: () => Promise<unknown>): Promise<number> {
  const waits: number[] = []
  let over = false
  const callers = Array.from({ length: 4 }, async (_, caller) => {
    for (let n = caller; !over; n++) {
      const asked = performance.now()
      await ask[n % ask.length]!()
      waits.push(performance.now() - asked)
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  })
  await run()
  over = true
  await Promise.all(callers)
  return waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.95)]!
}
