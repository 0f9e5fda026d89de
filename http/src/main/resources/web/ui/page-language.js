import { language, preferred, speak } from './texts.js';

/** Lets a page for people of the company speak its reader's language: that of its address, or the browser's. */
speak(preferred(new URLSearchParams(location.search).get('lang')));
document.documentElement.lang = language;
