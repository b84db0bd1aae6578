import { encode } from 'uqr'

/** A QR code, always dark on white: scanners expect it. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('')
  return (
    <svg viewBox={`0 0 ${size} ${size}`} width={172} height={172} role="img" aria-label={label}>
      <rect width={size} height={size} rx={1} fill="#fff" />
      <path d={path} fill="#12201e" />
    </svg>
  )
}
