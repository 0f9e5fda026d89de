/// The S3-compatible server for one machine: a directory served over the S3 protocol by a process
/// of its own.
///
/// It has its own class path because its server brings libraries (Jetty, Guava, Jackson 3, the AWS
/// SDK) which would mix with Parley's. So nothing here knows Parley, and Parley knows of it only
/// this conversation:
///
/// 1. The parent starts `io.parley.s3.S3Server --directory DIR --port PORT` (`--host`, by default
///    `127.0.0.1`).
/// 2. It writes one line, `ACCESS_KEY SECRET_KEY`, to standard input: a command line can be read by
///    everybody on the machine. It keeps standard input open from then on.
/// 3. The server answers with one line on standard output, `s3-listening PORT`, or with one on
///    standard error, `s3-failed SENTENCE`, and exit code 2. Every other line is a log line.
/// 4. The server ends when its standard input closes, which is also what happens when the parent is
///    killed, and on SIGTERM.
///
/// Start reading at [S3Server].
package io.parley.s3;
