/// Routing of requests. Routes are data ([io.parley.http.route.Endpoint]), so that the API
/// description can be checked against them and metrics can name them; [io.parley.http.route.Router]
/// adds the parts common to every answer: request id, security headers, a problem for a failure.
/// The content of answers is the endpoints' business.
package io.parley.http.route;
