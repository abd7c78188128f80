-- The round behind each unit's answer, by the basis of what it said, and over everything (basis null); null where it adds up several
-- rounds or one without a name.
with behind as (
    select unit_id, basis, inspection_id from completion_by_inspection where reason is null
    union all
    select unit_id, cast(null as varchar) as basis, inspection_id from inspections_in_scope
)
select
    behind.unit_id,
    behind.basis,
    case when count(distinct round) = 1 and count(round) = count(*) then min(round) end as round,
    count(distinct round) > 1                                                           as is_of_several
from behind
join inspections_in_scope on inspections_in_scope.inspection_id = behind.inspection_id
group by behind.unit_id, behind.basis
order by behind.unit_id, behind.basis
