#include "b1/batch.hpp"

#include "b1/words.hpp"

#include <map>

namespace ledgerline::sandbox::b1 {

namespace {

constexpr const char* line_end = "\r\n";

std::string_view reason_of(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 412: return "Precondition Failed";
        default: return "Internal Server Error";
    }
}

// "$1", "$1/Cancel", "/b1s/v2/$1": the entity that an earlier part of the change set made.
void resolve_reference(std::string& target, const std::map<std::string, std::string>& made) {
    const std::size_t dollar = target.rfind('$');
    if (dollar == std::string::npos || (dollar > 0 && target[dollar - 1] != '/')) return;
    const std::size_t end = std::min(target.find_first_of("/?", dollar), target.size());
    const std::string id = target.substr(dollar + 1, end - dollar - 1);
    if (id.empty() || id.find_first_not_of("0123456789") != std::string::npos) return;
    const auto known = made.find(id);
    if (known == made.end()) throw Refusal(400, "-1000", "Content-ID " + id + " is not known in this change set");
    target = known->second + target.substr(end);
}

} // namespace

std::string Batch::unique(const char* prefix) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out = prefix;
    for (int i = 0; i < 16; ++i) out += digits[state_.random.below(16)];
    return out;
}

Call Batch::call_of(const Call& batch, const BatchRequest& request) const {
    Call call;
    call.target = read_part_target(request.target, batch.version);
    if (!call.target.version) throw unknown_resource(call.target.path);
    call.version = batch.version;
    call.method = request.method;
    call.headers = request.headers;
    call.body = request.body;
    call.address = batch.address;
    return call;
}

std::string Batch::written(const Call& call, const base::HttpResponse& response, const std::string& content_id) const {
    const std::string id_line = content_id.empty() ? "" : "Content-ID: " + content_id + line_end;
    std::string out = std::string("Content-Type: application/http") + line_end + "Content-Transfer-Encoding: binary" + line_end;
    if (call.version == Version::v2) out += id_line;
    out += line_end;
    out += "HTTP/1.1 " + std::to_string(response.status) + " " + std::string(reason_of(response.status)) + line_end;
    if (call.version == Version::v1) out += id_line;
    const std::string body = response.body.empty() ? "" : response.body + "\n";
    const std::string type = base::header(response.headers, "Content-Type");
    if (!type.empty()) out += "Content-Type: " + type + line_end;
    if (response.status != 204) out += "Content-Length: " + std::to_string(body.size()) + line_end;
    for (const char* name : {"ETag", "Location", "Preference-Applied", "DataServiceVersion", "OData-Version"}) {
        const std::string value = base::header(response.headers, name);
        if (!value.empty()) out += std::string(name) + ": " + value + line_end;
    }
    return out + line_end + body + line_end;
}

Batch::Part Batch::run_single(const Call& batch, const BatchRequest& request) {
    Call call = batch;
    try {
        call = call_of(batch, request);
        const base::HttpResponse response = answer_(call);
        finish_(true);
        return {written(call, response, request.content_id), false};
    } catch (const Refusal& refusal) {
        finish_(refusal.keeps_changes);
        return {written(call, error_(call, refusal), request.content_id), true};
    }
}

Batch::Part Batch::run_change_set(const Call& batch, const BatchPart& change_set) {
    const std::string boundary = unique("changesetresponse_");
    std::string text = "Content-Type: multipart/mixed; boundary=" + boundary + line_end + line_end;
    std::map<std::string, std::string> made;
    Call call = batch;
    std::string content_id;
    try {
        for (BatchRequest request : change_set.requests) {
            content_id = request.content_id;
            if (batch.version == Version::v2 && content_id.empty()) throw malformed("Content-ID is missing in a change set");
            if (made.count(content_id) > 0) throw malformed("Content-ID " + content_id + " stands twice in a change set");
            if (request.method == "GET") throw malformed("GET is not allowed in a change set");
            resolve_reference(request.target, made);
            call = call_of(batch, request);
            const base::HttpResponse response = answer_(call);
            const std::string location = base::header(response.headers, "Location");
            const std::size_t root = location.find(root_of(call.version));
            if (!content_id.empty() && root != std::string::npos) made[content_id] = location.substr(root);
            text += "--" + boundary + line_end + written(call, response, content_id);
        }
    } catch (const Refusal& refusal) {
        finish_(refusal.keeps_changes && state_.settings.draft_survives_change_set);
        return {written(call, error_(call, refusal), state_.settings.content_id_on_failed_part ? content_id : ""), true};
    }
    finish_(true);
    return {text + "--" + boundary + "--" + line_end, false};
}

base::HttpResponse Batch::run(const Call& call) {
    bool quoted = false;
    const std::string type = base::header(call.headers, "Content-Type");
    const std::string boundary = boundary_of(type, quoted);
    if (!starts_without_case(trim(type), "multipart/mixed") || boundary.empty()) throw malformed_batch();
    if (quoted) throw Refusal(405, "-1000", "Method Not Allowed");
    const std::vector<BatchPart> parts = read_batch(call.body, boundary, state_.settings.batch_parts_max);
    const std::string answer_boundary = unique("batchresponse_");
    std::string body;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const BatchPart& part = parts[i];
        state_.faults.locked_out = state_.faults.locked_part == i;
        const Part done = part.is_change_set ? run_change_set(call, part) : run_single(call, part.requests.front());
        body += "--" + answer_boundary + line_end + done.text;
        if (done.failed) break; // later parts get no answer at all
    }
    body += "--" + answer_boundary + "--" + line_end;
    base::HttpResponse response;
    response.status = call.version == Version::v1 ? 202 : 200;
    response.headers.emplace_back(call.version == Version::v1 ? "DataServiceVersion" : "OData-Version", call.version == Version::v1 ? "3.0" : "4.0");
    response.headers.emplace_back("Content-Type", "multipart/mixed;boundary=" + answer_boundary);
    response.body = std::move(body);
    return response;
}

} // namespace ledgerline::sandbox::b1
