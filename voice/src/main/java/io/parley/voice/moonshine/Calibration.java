package io.parley.voice.moonshine;

/// Turns the likelihood that the model gives its words into a confidence: the share of right ones
/// among words of this likelihood, measured on made speech (decision 0089). Rises with the
/// likelihood; between its points it is linear.
@SuppressWarnings("ImmutableEnumChecker") // an array that nobody changes
enum Calibration {
  /// Any words.
  FREE(0, 0.1, 0.3, 0.3, 0.5, 0.43, 0.65, 0.57, 0.75, 0.76, 0.85, 0.86, 0.95, 0.96, 1, 0.98),

  /// Words in the form of the expected answer: hardly anything else sounds like a number.
  EXPECTED(0, 0.5, 0.1, 0.65, 0.3, 0.8, 0.5, 0.9, 0.7, 0.96, 1, 0.99);

  private final double[] points;

  /// @param points likelihoods and their confidences, by turns
  Calibration(double... points) {
    this.points = points;
  }

  /// @param likelihood 0 to 1
  double confidence(double likelihood) {
    int at = 2;
    while (at < points.length - 2 && points[at] < likelihood) at += 2;
    double part = (likelihood - points[at - 2]) / (points[at] - points[at - 2]);
    return points[at - 1] + Math.clamp(part, 0, 1) * (points[at + 1] - points[at - 1]);
  }
}
