package fcsh.host;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object of an interface that the function brings along: what each method returns, by the method's name. A method
 * nobody knows returns nothing.
 */
class Facts implements InvocationHandler {
    private final Map<String, Object> values = new LinkedHashMap<>();

    Facts with(String method, Object value) {
        values.put(method, value);
        return this;
    }

    Object as(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) return answerAsObject(proxy, method, arguments);
        Object value = values.get(method.getName());
        Class<?> type = method.getReturnType();
        if (value instanceof Facts && type.isInterface()) return ((Facts) value).as(type);
        if (type == long.class) return value instanceof Number ? ((Number) value).longValue() : 0L;
        if (type == int.class) return value instanceof Number ? ((Number) value).intValue() : 0;
        if (type == boolean.class) return Boolean.TRUE.equals(value);
        if (type == String.class) return value == null ? null : String.valueOf(value);
        return type.isInstance(value) ? value : null;
    }

    private Object answerAsObject(Object proxy, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "equals": return proxy == arguments[0];
            case "hashCode": return System.identityHashCode(proxy);
            default: return proxy.getClass().getInterfaces()[0].getSimpleName() + values;
        }
    }

    @Override
    public String toString() {
        return values.toString();
    }

    /** The context of a call, as the interfaces of fc-java-core want it. */
    static Facts context(Map<?, ?> call, Logger logger) {
        Map<?, ?> fixed = (Map<?, ?>) call.get("context");
        Map<?, ?> keys = (Map<?, ?>) fixed.get("credentials");
        Map<?, ?> function = (Map<?, ?>) fixed.get("function");
        return new Facts()
            .with("getRequestId", call.get("rid"))
            .with("getExecutionCredentials", new Facts()
                .with("getAccessKeyId", keys.get("accessKeyId"))
                .with("getAccessKeySecret", keys.get("accessKeySecret"))
                .with("getSecurityToken", keys.get("securityToken")))
            .with("getFunctionParam", new Facts()
                .with("getFunctionName", function.get("name"))
                .with("getFunctionHandler", function.get("handler"))
                .with("getFunctionInitializer", fixed.get("initializer"))
                .with("getExecTimeLimitInMillis", ((Number) function.get("timeout")).longValue() * 1000)
                .with("getMemoryLimitInMB", function.get("memory")))
            .with("getService", new Facts()
                .with("getName", "")
                .with("getServiceName", "")
                .with("getLogProject", fixed.get("logProject"))
                .with("getLogStore", fixed.get("logStore"))
                .with("getQualifier", fixed.get("qualifier"))
                .with("getVersionId", fixed.get("versionId")))
            .with("getTracing", new Facts()
                .with("getSpanContext", "")
                .with("getSpanBaggages", Collections.emptyMap())
                .with("getJaegerEndpoint", ""))
            .with("getRegion", fixed.get("region"))
            .with("getAccountId", fixed.get("accountId"))
            .with("getRetryCount", call.get("retry"))
            .with("getLogger", logger);
    }

    /** The logger of the context; its level stays for the life of the process. */
    static final class Logger extends Facts {
        private static final List<String> LEVELS = Arrays.asList("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");

        private volatile int threshold = 0;
        volatile String requestId = "";

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            boolean hasArgument = arguments != null && arguments.length > 0;
            int level = LEVELS.indexOf(method.getName().toUpperCase());
            if (level >= 0 && hasArgument) {
                if (level >= threshold) Log.message(requestId, LEVELS.get(level), String.valueOf(arguments[0]));
                return null;
            }
            if (method.getName().equals("setLogLevel") && hasArgument) {
                int wanted = LEVELS.indexOf(String.valueOf(arguments[0]).toUpperCase());
                if (wanted >= 0) threshold = wanted;
                return null;
            }
            return super.invoke(proxy, method, arguments);
        }

        @Override
        public String toString() {
            return "logger";
        }
    }
}
