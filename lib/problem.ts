/** One thing that is wrong: where, and what is allowed there, in words that complete "got <value>; …". */
export type Problem = { path: readonly PropertyKey[]; fix: string }
