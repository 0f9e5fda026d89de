/** Everything that the page of a passage says by itself. */
const ALL = {
  en: {
    missing: 'This page is not available. It may have been changed or removed.',
    failed: 'This page could not be loaded. Please try again in a moment.',
    source: 'Original',
    updated: (date) => `Last changed on ${date}`,
  },
  de: {
    missing: 'Diese Seite ist nicht verfügbar. Sie wurde vielleicht geändert oder entfernt.',
    failed: 'Diese Seite konnte nicht geladen werden. Bitte versuchen Sie es gleich noch einmal.',
    source: 'Original',
    updated: (date) => `Zuletzt geändert am ${date}`,
  },
  es: {
    missing: 'Esta página no está disponible. Puede que se haya cambiado o retirado.',
    failed: 'No se pudo cargar esta página. Inténtelo de nuevo en un momento.',
    source: 'Original',
    updated: (date) => `Última modificación: ${date}`,
  },
};

/** @param code of a language that the chat page speaks */
export function passageTexts(code) {
  return ALL[code] ?? ALL.en;
}
