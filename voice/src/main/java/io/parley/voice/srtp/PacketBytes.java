package io.parley.voice.srtp;

import org.jitsi.utils.ByteArrayBuffer;

/// A packet in a given array, in the form that the library for SRTP needs.
final class PacketBytes implements ByteArrayBuffer {
  private byte[] bytes = {};
  private int offset;
  private int length;

  /// @param packetLength of it, from the first byte on
  PacketBytes of(byte[] packet, int packetLength) {
    bytes = packet;
    offset = 0;
    length = packetLength;
    return this;
  }

  @Override
  public byte[] getBuffer() {
    return bytes;
  }

  @Override
  public int getOffset() {
    return offset;
  }

  @Override
  public int getLength() {
    return length;
  }

  @Override
  public void setLength(int newLength) {
    length = newLength;
  }

  @Override
  public void setOffset(int newOffset) {
    offset = newOffset;
  }

  @Override
  public boolean isInvalid() {
    return false;
  }

  @Override
  public void readRegionToBuff(int from, int count, byte[] to) {
    System.arraycopy(bytes, offset + from, to, 0, count);
  }

  @Override
  public void grow(int by) {
    if (offset + length + by > bytes.length)
      throw new IllegalStateException("no space for %d more bytes".formatted(by));
  }

  @Override
  public void append(byte[] data, int count) {
    grow(count);
    System.arraycopy(data, 0, bytes, offset + length, count);
    length += count;
  }

  @Override
  public void shrink(int by) {
    length -= by;
  }
}
