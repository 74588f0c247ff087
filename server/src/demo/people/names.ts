import type { Random } from './random.js'

const first = 'Aino Alba Amir Anouk Arjun Astrid Bao Beatriz Ben Carla Cem Chen Clara Dalia Daniel Davor Dina Elif Elio Emma Enzo Esther Fatima Felix Femi Finn Frida Gita Greta Hana Hugo Ida Ilya Ines Ivo Jamal Jana Jonas Josefa Jun Kai Kamila Karim Kira Lars Leila Lena Leo Lina Luca Maja Malik Marta Mateo Mei Mina Mira Nadia Nia Nils Nora Omar Orla Otto Pavel Priya Quentin Rania Rasmus Rosa Ruben Sami Sana Selma Sofia Stellan Tariq Tess Theo Tomas Uma Vera Viktor Wanda Wei Xenia Yara Yusuf Zofia'.split(' ')
const last = 'Abel Adler Almeida Amari Andersen Arslan Baker Banerjee Barros Becker Berg Bianchi Bondar Brandt Castro Chandra Clarke Costa Dahl Demir Diallo Duarte Eklund Engel Fabian Farkas Ferrari Fischer Fontaine Forsberg Garcia Gruber Haas Haddad Hansen Horvat Ito Ivanov Jansen Jensen Kaplan Karlsson Keller Kim Klein Kovac Kowalski Kraus Larsen Laurent Lehmann Lindholm Lopez Lund Maier Marin Mendes Meyer Moreau Murphy Nakamura Nielsen Novak Okafor Oliveira Osman Papadakis Park Pereira Petrov Popescu Quist Reyes Ricci Rossi Roux Sato Schmid Sharma Silva Singh Sorensen Suzuki Tanaka Torres Ueda Vargas Vogel Wagner Weber Winter Wolf Yilmaz Zhang Ziegler'.split(' ')

/** Names that no one before got from the same source. */
export class Names {
  private readonly used = new Set<string>()

  constructor(private readonly random: Random) {}

  next(): string {
    for (;;) {
      const name = `${this.random.pick(first)} ${this.random.pick(last)}`
      if (!this.used.has(name)) {
        this.used.add(name)
        return name
      }
    }
  }
}

/** The address of a name: `lena.moreau@halden-foods.example`. */
export function emailOf(name: string, domain: string): string {
  return `${name.toLowerCase().replaceAll(' ', '.')}@${domain}`
}
