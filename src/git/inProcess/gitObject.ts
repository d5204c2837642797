export const objectTypes = ['commit', 'tree', 'blob', 'tag'] as const

export type ObjectType = (typeof objectTypes)[number]

/** An object as git stores it. */
export interface GitObject {
  readonly type: ObjectType
  /** Belongs to everybody who asks: not to be changed. */
  readonly content: Buffer
}
