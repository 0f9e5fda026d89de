/// What agents see of the answers that are kept to be given again: [CacheEndpoints] is the door.
/// What is kept itself, questions and answers, is shown to nobody.
package io.parley.http.cache;
