/** A wall with a small gate in it. */
export function Mark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#155e57" />
      <path
        d="M7 26V15a9 9 0 0 1 18 0v11"
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      <path d="M13 26v-7a3 3 0 0 1 6 0v7z" fill="#f2c26b" />
      <path d="M5 26h22" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
    </svg>
  )
}
