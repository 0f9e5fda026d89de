/// Language models: who answers. Each sub-package fills the port `LanguageModel` with another one;
/// they know nothing of each other. [ModelSettings] says which one is wanted.
package io.parley.tools.model;
