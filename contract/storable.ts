/** Whether a text can be stored as it is: JSON may carry NUL and halves of surrogate pairs, PostgreSQL neither. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

/** The text as it can be stored: what cannot becomes U+FFFD. For records of what somebody sent. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd')
