/** Whether a text can be stored as it is: JSON may carry NUL and halves of surrogate pairs, PostgreSQL neither. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
