/// The files for browsers: the chat page, the API's description and its page, the libraries that
/// both use, and a page for every kind of problem. All of them come from the class path and are
/// known at start: [io.parley.http.pages.PageEndpoints] serves these names and no others.
package io.parley.http.pages;
