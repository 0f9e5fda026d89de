/// What a browser loads: the chat page, the API's description and its page, the libraries that both
/// use, and a page for every kind of problem. All of it comes from the class path and is known when
/// the program starts: [io.parley.http.pages.PageEndpoints] answers for these names and no other.
package io.parley.http.pages;
