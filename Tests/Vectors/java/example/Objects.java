package example;

import com.aliyun.fc.runtime.Context;
import com.aliyun.fc.runtime.PojoRequestHandler;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Handlers of objects. */
public class Objects {
    public enum Size { SMALL, LARGE }

    /** With getters and setters. */
    public static class Item {
        private String name;
        private int count;
        private boolean fresh;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public int getCount() {
            return count;
        }

        public void setCount(int count) {
            this.count = count;
        }

        public boolean isFresh() {
            return fresh;
        }

        public void setFresh(boolean fresh) {
            this.fresh = fresh;
        }

        /** Computed: there is nothing to set. */
        public String getLabel() {
            return name + " x" + count;
        }
    }

    /** With public fields of many types. */
    public static class Order {
        public long id;
        public double weight;
        public Integer missing;
        public BigDecimal price;
        public Size size;
        public char grade;
        public LocalDate day;
        public Item first;
        public List<Item> items;
        public Item[] more;
        public int[] numbers;
        public Map<String, List<Integer>> table;
        public Set<String> tags;
        public Object anything;
        public Optional<String> note = Optional.empty();
        public byte[] raw;
        public static String shared = "not seen";
        public transient String passing = "not seen";
    }

    /** With fields alone, none of them public. */
    static class Plain {
        private String word;
        private final List<String> words = new ArrayList<>();
    }

    /** With a type of its own to fill in. */
    public static class Box<T> {
        public T content;
        public Box<T> next;
    }

    public static class Same implements PojoRequestHandler<Order, Order> {
        @Override
        public Order handleRequest(Order order, Context context) {
            return order;
        }
    }

    public static class Total implements PojoRequestHandler<List<Item>, Map<String, Object>> {
        @Override
        public Map<String, Object> handleRequest(List<Item> items, Context context) {
            int total = 0;
            for (Item item : items) total += item.getCount();
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("total", total);
            answer.put("first", items.get(0));
            return answer;
        }
    }

    public static class Free implements PojoRequestHandler<Map<String, Object>, Object> {
        @Override
        public Object handleRequest(Map<String, Object> event, Context context) {
            Map<String, Object> answer = new LinkedHashMap<>();
            for (Map.Entry<String, Object> entry : event.entrySet()) {
                Object value = entry.getValue();
                answer.put(entry.getKey(), value == null ? "null" : value.getClass().getSimpleName());
            }
            return answer;
        }
    }

    public static class Text implements PojoRequestHandler<String, String> {
        @Override
        public String handleRequest(String event, Context context) {
            return event == null ? "null" : event.toUpperCase();
        }
    }

    /** Answers requests of an HTTP trigger. */
    public static class Web implements PojoRequestHandler<Map<String, Object>, Map<String, Object>> {
        @Override
        public Map<String, Object> handleRequest(Map<String, Object> request, Context context) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("statusCode", 201);
            answer.put("headers", Collections.singletonMap("X-Own", "yes"));
            answer.put("body", "at " + request.get("rawPath"));
            return answer;
        }
    }

    public static class Words implements PojoRequestHandler<Plain, Plain> {
        @Override
        public Plain handleRequest(Plain plain, Context context) {
            plain.words.add(plain.word);
            return plain;
        }
    }

    /** Leaves its types to the classes below it. */
    public abstract static class Base<T> implements PojoRequestHandler<Box<T>, T> {
        @Override
        public T handleRequest(Box<T> box, Context context) {
            return box.next == null ? box.content : box.next.content;
        }
    }

    public static class Boxed extends Base<Item> {}

    /** Returns what cannot be written. */
    public static class Endless implements PojoRequestHandler<String, Object> {
        @Override
        public Object handleRequest(String event, Context context) {
            if (event.equals("number")) return Double.NaN;
            if (event.equals("nothing")) return null;
            List<Object> list = new ArrayList<>();
            list.add(list);
            return list;
        }
    }
}
