/** An address as visitors may see it: `a•••@a•••`; a name that is no address stays. */
export function maskEmail(text: string): string {
  return text.replace(/([^\s@])[^\s@]*@([^\s@])[^\s@]*/g, '$1•••@$2•••')
}
