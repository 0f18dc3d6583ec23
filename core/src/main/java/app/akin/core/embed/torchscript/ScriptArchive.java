package app.akin.core.embed.torchscript;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A TorchScript archive that is not written yet.
///
/// @param code the text of the program in TorchScript's serialised form: the classes of
///   [#NAMESPACE]
/// @param root the module whose `forward` the archive runs
public record ScriptArchive(String code, ScriptValue root) {
  /// The module that every class of the program lies in.
  public static final String NAMESPACE = "__torch__";

  /// The one folder of the zip that all entries lie in; the loader takes any name.
  private static final String FOLDER = "tower/";

  /// The version of the archive format.
  private static final String VERSION = "3\n";

  /// The pickle of an empty tuple: the program has no constants of its own.
  private static final byte[] CONSTANTS = {(byte) 0x80, 2, ')', '.'};

  /// Writes the archive to an empty channel. Tensors go from their segments to the file without a
  /// copy on the heap.
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

  /// Whether a file is an archive from first to last byte, by its ends alone: a cut one is found at
  /// the cost of two small reads, a changed byte in the middle is not.
  public static boolean isWhole(Path file) throws IOException {
    return StoredZip.isWhole(file);
  }

  private static MemorySegment text(String text) {
    return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
  }
}
