package example;

import com.aliyun.fc.runtime.Context;
import com.aliyun.fc.runtime.PojoRequestHandler;
import java.util.List;

/** A handler of records, which Java has since 16. */
public class Records implements PojoRequestHandler<Records.Point, List<Records.Point>> {
    public record Point(int x, int y, String name) {}

    @Override
    public List<Point> handleRequest(Point point, Context context) {
        return List.of(point, new Point(point.y(), point.x(), "mirrored"));
    }
}
