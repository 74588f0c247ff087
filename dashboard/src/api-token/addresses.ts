/** What was typed, one to a line or parted by commas, as the server takes it; null: from anywhere. */
export function addressesIn(text: string): string[] | null {
  const addresses = text.split(/[\s,;]+/).filter(Boolean)
  return addresses.length ? addresses : null
}
