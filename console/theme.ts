import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** Verdigris, the patina of old gate fittings. Shade 7 and darker carry white text at 4.5 : 1 and more. */
const verdigris: MantineColorsTuple = [
  '#ecf6f4',
  '#d6eae6',
  '#abd5cd',
  '#7cbeb3',
  '#58ab9f',
  '#3f9a8d',
  '#2a8277',
  '#1b6f65',
  '#155e57',
  '#0d4a44',
]

/** Brass: what needs a look, and the demo's banner. */
const brass: MantineColorsTuple = [
  '#fdf6e7',
  '#f8ead0',
  '#efd39f',
  '#e6bb6a',
  '#dea73f',
  '#c98f26',
  '#a8751b',
  '#855b12',
  '#6c490d',
  '#543808',
]

/** Shade 4 draws the borders of fields: 3 : 1 and more on white, as the same shade of `dark` on dark (WCAG 1.4.11). */
const gray: MantineColorsTuple = [
  '#f6f8f8',
  '#eef1f1',
  '#e2e7e6',
  '#d2d9d8',
  '#84918e',
  '#7b8885',
  '#6f7d7a',
  '#515d5a',
  '#39423f',
  '#232a28',
]

const dark: MantineColorsTuple = [
  '#d5dcdb',
  '#bac4c2',
  '#94a09e',
  '#74817f',
  '#6c7977',
  '#313a39',
  '#252d2c',
  '#1a2120',
  '#151b1a',
  '#0e1312',
]

const red: MantineColorsTuple = [
  '#fdf0ee',
  '#f9dcd8',
  '#f2b6ae',
  '#ea8d81',
  '#e06a5b',
  '#d24f3f',
  '#be3b2b',
  '#a32e20',
  '#86251a',
  '#6a1c13',
]

/** Mantine makes the heading of a dialog a `header`, which would be a second banner of the page. */
const plainHeader = { header: { role: 'presentation' } }

export const theme = createTheme({
  colors: { verdigris, brass, gray, dark, red },
  primaryColor: 'verdigris',
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: 6,
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  fontFamily:
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8438rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2.25rem' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.4375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Tooltip: {
      defaultProps: { withArrow: true, multiline: true, events: { hover: true, focus: true, touch: true } },
    },
    Modal: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, centered: true, attributes: plainHeader },
    },
    Drawer: {
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        position: 'right',
        size: 'md',
        attributes: plainHeader,
      },
    },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    // without Mantine's own placeholder, which is a focusable child that a menu may not have
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, withinPortal: false } },
    Alert: { defaultProps: { variant: 'outline' } },
    // choices open on a click, on typing or on an arrow key: tabbing through a form, or landing on a bad field, covers nothing
    Select: { defaultProps: { openOnFocus: false } },
    MultiSelect: { defaultProps: { openOnFocus: false } },
    Autocomplete: { defaultProps: { openOnFocus: false } },
    TagsInput: { defaultProps: { openOnFocus: false } },
    CheckboxGroup: { defaultProps: { inputWrapperOrder: ['label', 'description', 'input', 'error'] } },
    // help stands below its field, so that fields side by side stay in line
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
  },
})

/** Mantine's secondary text, placeholders and errors fall short of AA; these do not. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#515d5a',
    '--mantine-color-placeholder': '#64716e',
    '--mantine-color-error': '#a32e20',
    '--surface': '#ffffff',
    '--ground': '#f6f8f8',
    '--line': '#dbe1e0',
    '--good': '#1b7f4d',
    '--bad': '#be3b2b',
    '--wait': '#a8751b',
    '--idle': '#7c8987',
  },
  dark: {
    '--mantine-color-dimmed': '#a3afad',
    '--mantine-color-placeholder': '#8b9896',
    '--mantine-color-error': '#f0978b',
    '--surface': '#1f2726',
    '--ground': '#161c1b',
    '--line': '#36403f',
    '--good': '#4fbf87',
    '--bad': '#e87b6d',
    '--wait': '#dea73f',
    '--idle': '#8b9896',
  },
})
