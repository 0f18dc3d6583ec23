package app.akin.core.embed.torchscript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/// Optimizes the program of an external convolutional tower for CPUs, changing results only by
/// rounding: images use channels-last layout, which the engine's convolutions prefer, and clipping
/// of convolution results happens in place.
///
/// Programs with more than one method, or that depend on the memory layout of a tensor, are not
/// changed.
///
/// Source: PyTorch's memory formats, of which 2 is channels last.
public final class ConvolutionLayout {
  private static final Pattern PROGRAM = Pattern.compile("[^/]+/code/.*[.]py");
  private static final Pattern METHOD = Pattern.compile("\\n {2}def ");
  private static final Pattern FORWARD =
      Pattern.compile("\\n {2}def forward\\(self: [\\w.]+,\\s*(\\w+): Tensor\\) -> Tensor:\\n");
  private static final Pattern CONVOLUTION =
      Pattern.compile("\\n {4}(\\w+) = torch[.](?:_convolution|conv2d)\\(");
  private static final Pattern LAYOUT =
      Pattern.compile(
          "torch[.](?:view|view_as|as_strided|unfold|set_|resize_)\\(|stride|ops[.](?!prim[.])");

  private ConvolutionLayout() {}

  /// Returns the archive with an optimized program; empty if the program is not changed.
  ///
  /// @param archive the archive
  /// @throws IOException if it is not a ZIP file
  public static Optional<byte[]> optimize(byte[] archive) throws IOException {
    try (ZipFile zip =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(archive)).get()) {
      List<ZipArchiveEntry> entries = Collections.list(zip.getEntriesInPhysicalOrder());
      List<ZipArchiveEntry> programs =
          entries.stream().filter(entry -> PROGRAM.matcher(entry.getName()).matches()).toList();
      if (programs.size() != 1) {
        return Optional.empty();
      }
      Optional<String> program = optimize(text(zip, programs.getFirst()));
      return program.isEmpty()
          ? Optional.empty()
          : Optional.of(copy(zip, entries, programs.getFirst(), program.get()));
    }
  }

  private static Optional<String> optimize(String program) {
    Matcher forward = FORWARD.matcher(program);
    boolean supported =
        METHOD.matcher(program).results().count() == 1
            && CONVOLUTION.matcher(program).find()
            && !LAYOUT.matcher(program).find();
    if (!supported || !forward.find()) {
      return Optional.empty();
    }
    String input = forward.group(1);
    String channelsLast = "    " + input + " = torch.contiguous(" + input + ", memory_format=2)\n";
    StringBuilder optimized = new StringBuilder(program).insert(forward.end(), channelsLast);
    return Optional.of(clipInPlace(optimized.toString()));
  }

  /// A name that occurs twice is assigned and used once, so its value can be overwritten.
  private static String clipInPlace(String program) {
    String clipped = program;
    for (MatchResult convolution : CONVOLUTION.matcher(program).results().toList()) {
      String name = convolution.group(1);
      if (Pattern.compile("\\b" + name + "\\b").matcher(program).results().count() == 2) {
        clipped = clipped.replace("torch.hardtanh(" + name + ",", "torch.hardtanh_(" + name + ",");
        clipped = clipped.replace("torch.relu(" + name + ")", "torch.relu_(" + name + ")");
      }
    }
    return clipped;
  }

  private static String text(ZipFile zip, ZipArchiveEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] copy(
      ZipFile zip, List<ZipArchiveEntry> entries, ZipArchiveEntry replaced, String text)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
      for (ZipArchiveEntry entry : entries) {
        if (entry.getName().equals(replaced.getName())) {
          byte[] program = text.getBytes(StandardCharsets.UTF_8);
          CRC32 sum = new CRC32();
          sum.update(program);
          ZipArchiveEntry fresh = new ZipArchiveEntry(entry.getName());
          fresh.setMethod(ZipEntry.STORED);
          fresh.setSize(program.length);
          fresh.setCrc(sum.getValue());
          out.putArchiveEntry(fresh);
          out.write(program);
          out.closeArchiveEntry();
        } else {
          try (InputStream raw = zip.getRawInputStream(entry)) {
            out.addRawArchiveEntry(entry, raw);
          }
        }
      }
    }
    return bytes.toByteArray();
  }
}
