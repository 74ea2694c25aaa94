/** The colour theme: the system's, unless the user has chosen one. */
const KEY = 'errand.theme';
const THEMES = ['system', 'light', 'dark'];

export function theme() {
  const stored = localStorage.getItem(KEY);
  return THEMES.includes(stored) ? stored : 'system';
}

export function setTheme(name) {
  localStorage.setItem(KEY, name);
  apply();
}

function apply() {
  const name = theme();
  if (name === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = name;
  }
}

apply();
