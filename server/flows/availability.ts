/** Whether an error means that the database cannot be reached now; `http` answers 503 then. */
export { isUnavailable } from '../db/database.ts'
