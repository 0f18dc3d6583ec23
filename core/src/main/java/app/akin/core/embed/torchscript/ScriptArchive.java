package app.akin.core.embed.torchscript;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A TorchScript archive to be written.
///
/// @param code the program in TorchScript's serialized form: the classes of [#NAMESPACE]
/// @param root the module whose `forward` is run
public record ScriptArchive(String code, ScriptValue root) {
  /// The module of all classes of the program.
  public static final String NAMESPACE = "__torch__";

  /// The folder of all entries; the loader accepts any name.
  private static final String FOLDER = "tower/";

  /// Version of the archive format.
  private static final String VERSION = "3\n";

  /// A pickled empty tuple: the program has no constants.
  private static final byte[] CONSTANTS = {(byte) 0x80, 2, ')', '.'};

  /// Writes the archive to an empty channel. Tensors are written from their segments without a copy
  /// on the heap.
  public void write(FileChannel channel) throws IOException {
    Pickle.Pickled pickled = Pickle.of(root);
    StoredZip zip = new StoredZip(channel);
    zip.add(FOLDER + "data.pkl", pickled.bytes());
    zip.add(FOLDER + "code/" + NAMESPACE + ".py", text(code));
    zip.add(FOLDER + "constants.pkl", MemorySegment.ofArray(CONSTANTS));
    zip.add(FOLDER + "version", text(VERSION));
    int key = 0;
    for (ScriptValue.Tensor tensor : pickled.tensors()) {
      zip.add(FOLDER + "data/" + key, tensor.bytes());
      key++;
    }
    zip.finish();
  }

  /// Returns whether a file is complete, judged by its start and end: detects truncation with two
  /// small reads, but not changes in the middle.
  public static boolean isWhole(Path file) throws IOException {
    return StoredZip.isWhole(file);
  }

  private static MemorySegment text(String text) {
    return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
  }
}
