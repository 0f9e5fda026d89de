/// The languages that texts are written in: guessed from a text ([Language]), and the words of a
/// text as they are indexed and searched in each ([WordAnalyzers]). It knows no articles and no
/// index.
package io.parley.knowledge.language;
