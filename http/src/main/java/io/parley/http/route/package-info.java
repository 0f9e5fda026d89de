/// How a request finds who answers it. Routes are data ([io.parley.http.route.Endpoint]), so that
/// the API description can be checked against them and metrics can name them;
/// [io.parley.http.route.Router] adds what every answer carries: the request id, the security
/// headers, a problem where something went wrong. What is answered is not its business.
package io.parley.http.route;
