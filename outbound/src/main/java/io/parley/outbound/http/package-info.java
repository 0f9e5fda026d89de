/// HTTP requests to servers outside: the clients for all providers, and their response headers.
package io.parley.outbound.http;
