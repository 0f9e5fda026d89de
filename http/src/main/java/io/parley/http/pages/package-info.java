/// The files for browsers: the chat page, the pages for people of the company in one frame
/// (`StaffPage`), the API's description and its page, the libraries that all use, and a page for
/// every kind of problem. All of them come from the class path and are known at start:
/// [io.parley.http.pages.PageEndpoints] serves these names and no others.
package io.parley.http.pages;
