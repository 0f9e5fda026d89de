/// JSON at the edge: strict reading with errors that name the field and what was expected (never
/// what was found there: it may be a customer's words), and compact writing.
package io.parley.http.json;
