/// JSON at the edge: strict reading with errors that name the field and what was expected (never
/// the received value: it may be a customer's words), and compact writing.
package io.parley.http.json;
