/// Language models. Each sub-package implements the port `LanguageModel` in another way and does
/// not depend on the others; the wiring chooses.
package io.parley.tools.model;
