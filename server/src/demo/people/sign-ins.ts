/** Who can look around in the demo world. Printed in the README and shown on its sign-in page: nothing behind them is real. */
export interface DemoSignIn {
  email: string
  password: string
  role: 'PROVIDER_ADMIN' | 'SERVICE_USER' | 'OUTSIDE_TECHNICIAN' | 'OWNER' | 'USER'
}

export const demoPassword = 'demo world, nothing real'

export const demoSignIns = [
  { email: 'ada@demo.wardroom.example', password: demoPassword, role: 'PROVIDER_ADMIN' },
  { email: 'bruno@demo.wardroom.example', password: demoPassword, role: 'PROVIDER_ADMIN' },
  { email: 'chiara@demo.wardroom.example', password: demoPassword, role: 'SERVICE_USER' },
  { email: 'dario@demo.wardroom.example', password: demoPassword, role: 'SERVICE_USER' },
  { email: 'nadia@demo.wardroom.example', password: demoPassword, role: 'OUTSIDE_TECHNICIAN' },
  { email: 'olga@halden-foods.example', password: demoPassword, role: 'OWNER' },
  { email: 'umar@halden-foods.example', password: demoPassword, role: 'USER' },
] as const satisfies DemoSignIn[]

/** Of them, who works for some of the clients alone. */
export const limitedTechnician = 'dario@demo.wardroom.example'
