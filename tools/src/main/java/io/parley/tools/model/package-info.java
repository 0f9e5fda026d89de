/// Language models: who answers. Each sub-package fills the port `LanguageModel` in another way and
/// knows nothing of the others; which one is wanted is chosen where everything is put together.
package io.parley.tools.model;
