package com.aliyun.fc.runtime;

import java.util.Map;

/** What a trace carries along. */
public interface OpenTracing {
    String getSpanContext();

    Map<String, String> getSpanBaggages();

    String getJaegerEndpoint();
}
