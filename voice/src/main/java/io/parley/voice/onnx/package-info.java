/// Networks in ONNX, run in this JVM. Start at [io.parley.voice.onnx.Networks].
package io.parley.voice.onnx;
