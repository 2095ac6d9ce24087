// Sets the theme before the page is drawn. A classic script, since a module would run too late.
(() => {
  const KEY = 'assay.theme';
  const root = document.documentElement;

  function stored() {
    try {
      return localStorage.getItem(KEY) ?? 'system';
    } catch {
      return 'system';
    }
  }

  function show(theme) {
    if (theme === 'light' || theme === 'dark') {
      root.dataset.theme = theme;
    } else {
      delete root.dataset.theme;
    }
  }

  show(stored());
  window.assayTheme = {
    get: stored,
    set(theme) {
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        // Where storage is refused, the choice holds until the page is left.
      }
      show(theme);
    },
  };
})();
