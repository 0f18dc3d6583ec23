package app.akin.core.embed.torchscript;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes values in Python's pickle protocol 2, restricted to the part that PyTorch's archive
/// loader reads.
///
/// Source: CPython's `pickletools`, and `torch/csrc/jit/serialization/unpickler.cpp` for the
/// supported operations and names.
final class Pickle {
  private static final int PROTOCOL = 0x80;
  private static final int NEW_OBJECT = 0x81;
  private static final int FALSE = 0x89;
  private static final int LONG = 0x8a;
  private static final int INT = 'J';
  private static final int TEXT = 'X';
  private static final int GLOBAL = 'c';
  private static final int MARK = '(';
  private static final int TUPLE = 't';
  private static final int EMPTY_TUPLE = ')';
  private static final int EMPTY_LIST = ']';
  private static final int APPENDS = 'e';
  private static final int EMPTY_DICTIONARY = '}';
  private static final int SET_ITEMS = 'u';
  private static final int PERSISTENT_ID = 'Q';
  private static final int CALL = 'R';
  private static final int BUILD = 'b';
  private static final int STOP = '.';

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<ScriptValue.Tensor> tensors = new ArrayList<>();

  private Pickle() {}

  /// A pickled value and its tensors: the entry `data/i` of an archive contains the bytes of tensor
  /// i.
  record Pickled(MemorySegment bytes, List<ScriptValue.Tensor> tensors) {}

  /// Pickles a value.
  static Pickled of(ScriptValue value) {
    Pickle pickle = new Pickle();
    pickle.write(PROTOCOL);
    pickle.write(2);
    pickle.value(value);
    pickle.write(STOP);
    return new Pickled(
        MemorySegment.ofArray(pickle.bytes.toByteArray()), List.copyOf(pickle.tensors));
  }

  private void value(ScriptValue value) {
    switch (value) {
      case ScriptValue.Tensor tensor -> tensor(tensor);
      case ScriptValue.Tuple tuple -> {
        write(MARK);
        tuple.items().forEach(this::value);
        write(TUPLE);
      }
      case ScriptValue.Text text -> text(text.text());
      case ScriptValue.Integers integers -> {
        // A generic list has another class in memory than a list of integers.
        global("torch.jit._pickle", "build_intlist");
        write(MARK);
        write(EMPTY_LIST);
        write(MARK);
        integers.values().forEach(this::number);
        write(APPENDS);
        write(TUPLE);
        write(CALL);
      }
      case ScriptValue.Items items -> {
        write(EMPTY_LIST);
        write(MARK);
        items.items().forEach(this::value);
        write(APPENDS);
      }
      case ScriptValue.Module module -> {
        newObject(module.type());
        write(EMPTY_DICTIONARY);
        write(MARK);
        module
            .attributes()
            .forEach(
                (name, attribute) -> {
                  text(name);
                  value(attribute);
                });
        text("training");
        write(FALSE);
        write(SET_ITEMS);
        write(BUILD);
      }
      case ScriptValue.StatefulModule restored -> {
        newObject(restored.type());
        value(restored.state());
        write(BUILD);
      }
    }
  }

  private void newObject(String type) {
    global(ScriptArchive.NAMESPACE, type);
    write(EMPTY_TUPLE);
    write(NEW_OBJECT);
  }

  /// Writes a call of `_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)`.
  private void tensor(ScriptValue.Tensor tensor) {
    global("torch._utils", "_rebuild_tensor_v2");
    write(MARK);
    write(MARK);
    text("storage");
    global("torch", tensor.type().storage());
    text(Integer.toString(tensors.size()));
    text("cpu");
    number(tensor.elements());
    write(TUPLE);
    write(PERSISTENT_ID);
    number(0);
    numbers(tensor.shape());
    numbers(strides(tensor.shape()));
    write(FALSE);
    global("collections", "OrderedDict");
    write(EMPTY_TUPLE);
    write(CALL);
    write(TUPLE);
    write(CALL);
    tensors.add(tensor);
  }

  private static List<Long> strides(List<Long> shape) {
    List<Long> strides = new ArrayList<>();
    long stride = 1;
    for (long size : shape.reversed()) {
      strides.addFirst(stride);
      stride *= size;
    }
    return strides;
  }

  private void numbers(List<Long> numbers) {
    write(MARK);
    numbers.forEach(this::number);
    write(TUPLE);
  }

  private void number(long number) {
    if (number == (int) number) {
      write(INT);
      littleEndian(Integer.BYTES, number);
    } else {
      write(LONG);
      write(Long.BYTES);
      littleEndian(Long.BYTES, number);
    }
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    write(TEXT);
    littleEndian(Integer.BYTES, utf8.length);
    bytes.writeBytes(utf8);
  }

  private void global(String module, String name) {
    write(GLOBAL);
    bytes.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void littleEndian(int count, long number) {
    byte[] all =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
    bytes.write(all, 0, count);
  }

  private void write(int code) {
    bytes.write(code);
  }
}
